// `points` holds three floats for each point.
uint i = thread_position_in_grid.x;
float3 point = ((const device float3*)points)[i];
lengths[i] = metal::length(point);
