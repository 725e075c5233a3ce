"""How the network is made: pictures of it, losses, training, export and evaluation (extra: ``train``)."""
