"""The panels of 考核与绩效: each module draws one from what ``reading`` has judged and paid."""
