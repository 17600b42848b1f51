"""What several rooms above need to know of text: pure, small, without I/O."""
