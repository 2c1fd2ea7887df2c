"""The panels of 人员流动: each module draws one from what ``reading`` has asked of a period."""
