"""What each command can be told, apart from what it does: help and completion wait for nothing else."""
