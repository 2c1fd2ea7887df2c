"""The panels of 趋势展望: each module draws one from what ``reading`` has asked of the years ahead."""
