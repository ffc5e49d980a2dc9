// a log message cannot be written as CUDA
