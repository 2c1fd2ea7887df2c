"""PROJECT: who reaches the retirement age when, and what the staff will be like in some years."""
