"""Video4Linux2 as the kernel has it: structures, requests, devices, who has them open. Linux only."""
