"""The loader's own parts; agents have no business here."""
