//! Factorizations by what they should multiply to, in float64, over shapes and kinds of matrices.

mod cholesky;
mod edges;
mod eigen;
mod eigen_kernels;
mod files;
mod functions;
mod lu;
mod lu_kernels;
mod matrix;
mod orthogonal;
mod projection;
mod qr;
mod repeat;
mod svd;
mod svd_kernels;
mod topk;
