"""The REST interface: the same reads as the pages, and posting of reports and deliveries."""
