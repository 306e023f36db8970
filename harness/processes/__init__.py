"""The started parties: their processes, ports, databases and the channels to them."""
