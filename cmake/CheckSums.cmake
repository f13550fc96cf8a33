# GCC 12.2, Debian 12's, adds up wrongly what a loop takes in another order than it lies in memory: its vectoriser forgets
# the order. Without loops turned into vectors it is right; what that costs was not to be seen in whole commands.
include(CheckCXXSourceRuns)
set(CMAKE_REQUIRED_FLAGS "-O3")
check_cxx_source_runs([[
__attribute__((noinline)) double sumOf(const float* values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; ++i, values += 4) {
        sum += values[3];
        sum += values[2];
        sum += values[1];
        sum += values[0];
    }
    return sum;
}
int main()
{
    float values[64];
    for (int i = 0; i < 64; ++i) {
        values[i] = static_cast<float>(i % 4);
    }
    return sumOf(values, 16) == 96 ? 0 : 1;
}
]] SCOTOPIC_SUMS_ARE_RIGHT)
unset(CMAKE_REQUIRED_FLAGS)
