"""2. What makes a frame lighter: kernels, network, kernels."""
