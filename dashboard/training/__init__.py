"""The panels of 培训与配备: each module draws one from what ``reading`` has asked of a day and its year."""
