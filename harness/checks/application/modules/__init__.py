"""One file for each check of an application, or for a family of them."""
