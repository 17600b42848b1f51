"""HTTP: which addresses may be connected to, and how services are asked."""
