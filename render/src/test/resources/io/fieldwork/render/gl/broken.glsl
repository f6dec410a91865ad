// A piece
// with a mistake in its third line.
float mistake() { return nothing; }
