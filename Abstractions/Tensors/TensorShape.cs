using System.Runtime.CompilerServices;

namespace Melange;

/// <summary>Checks tensors where they cross a contract, and names the axes of one that does not fit.</summary>
public static class TensorShape
{
    /// <summary>Stands for an axis of any size.</summary>
    public const long Any = -1;

    /// <summary>Throws unless the tensor has the given axes and sizes.</summary>
    /// <param name="tensor">The tensor to check.</param>
    /// <param name="axes">One letter an axis, parted by spaces: <c>"B C M T"</c>.</param>
    /// <param name="sizes">The size of each axis, or <see cref="Any"/>.</param>
    /// <param name="name">What the message calls the tensor; the compiler fills it in.</param>
    /// <exception cref="TensorShapeException">Number of axes or a size differs.</exception>
    public static void HasShape(Tensor tensor, string axes, ReadOnlySpan<long> sizes,
        [CallerArgumentExpression(nameof(tensor))] string name = "tensor")
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (!Fits(tensor.shape, sizes))
            throw new TensorShapeException(
                $"{name} must be {Stated(axes, sizes)}, but was [{string.Join(", ", tensor.shape)}].");
    }

    /// <summary>Throws where an axis is of size 0: many tensor operations have no answer then.</summary>
    /// <param name="tensor">The tensor to check.</param>
    /// <param name="name">What the message calls the tensor; the compiler fills it in.</param>
    /// <exception cref="TensorShapeException">The tensor has no entry.</exception>
    public static void HasEntries(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string name = "tensor")
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.NumberOfElements == 0)
            throw new TensorShapeException(
                $"{name} must be at least 1 on every axis, but was [{string.Join(", ", tensor.shape)}].");
    }

    private static bool Fits(long[] actual, ReadOnlySpan<long> sizes)
    {
        if (actual.Length != sizes.Length)
            return false;
        for (var axis = 0; axis < sizes.Length; axis++)
            if (sizes[axis] != Any && sizes[axis] != actual[axis])
                return false;
        return true;
    }

    private static string Stated(string axes, ReadOnlySpan<long> sizes)
    {
        var names = axes.Split(' ');
        for (var axis = 0; axis < names.Length; axis++)
            if (sizes[axis] != Any && names[axis] != $"{sizes[axis]}") // an axis written out as 1 says its size itself
                names[axis] += $"={sizes[axis]}";
        return $"[{string.Join(", ", names)}]";
    }
}
