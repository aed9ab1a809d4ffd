using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Melange.Host.Guarding;

/// <summary>What a contract says of a tensor that a part gives back.</summary>
/// <param name="Name">What it is called in messages: <c>output</c>.</param>
/// <param name="Axes">Its axes: <c>B C M T</c>.</param>
/// <param name="Shape">Its size along each.</param>
/// <param name="Like">The tensor whose device and type of numbers it must have.</param>
internal sealed record TensorRule(string Name, string Axes, long[] Shape, Tensor Like)
{
    /// <summary>What the part was given; the tensor must share no memory with it.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Inputs { get; init; } = [];

    /// <summary>Whether any type of real numbers will do, where no input tells which.</summary>
    public bool IsAnyFloat { get; init; }

    /// <summary>Whether the tensor may share memory with the inputs, as long as it is another object.</summary>
    public bool MayShareMemory { get; init; }

    /// <summary>The tensor, if it is as the contract says.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public Tensor Checked(Tensor? given)
    {
        if (given is null)
            throw Broken("a tensor", "null");
        if (given.IsInvalid)
            throw Broken("alive", "disposed of; move it out of the dispose scope");
        if (!given.shape.AsSpan().SequenceEqual(Shape) && !Fits(given.shape))
            throw Broken(Expected(), $"[{string.Join(", ", given.shape)}]");
        if (given.device_type != Like.device_type || given.device_index != Like.device_index)
            throw Broken($"on {Like.device}", $"on {given.device}");
        if (IsAnyFloat ? !given.is_floating_point() : given.dtype != Like.dtype)
            throw Broken(IsAnyFloat ? "of real numbers" : $"of {Like.dtype}", $"of {given.dtype}");
        foreach (var (name, value) in Inputs.Where(input => IsSame(given, input.Value)))
            throw Broken("a new tensor", MayShareMemory ? $"{name} itself" : $"{name} itself, or shares its memory");
        if (ValueChecks.AreOn && Inputs.All(input => IsFinite(input.Value)) && !IsFinite(given))
            throw Broken("finite", "not: it has NaN or infinite values, though its inputs have none");
        return given;
    }

    private bool Fits(long[] shape) => shape.Length == Shape.Length
        && shape.Zip(Shape).All(axis => axis.Second == TensorShape.Any || axis.First == axis.Second);

    private string Expected() => $"[{string.Join(", ", Axes.Split(' ')
        .Zip(Shape, (axis, size) => size == TensorShape.Any ? axis : $"{axis}={size}"))}]";

    private bool IsSame(Tensor given, Tensor input) =>
        ReferenceEquals(given, input) || (!MayShareMemory && TensorMemory.IsShared(given, input));

    private static bool IsFinite(Tensor value)
    {
        using var scope = NewDisposeScope();
        return !value.is_floating_point() || value.isfinite().all().item<bool>();
    }

    private InvalidOperationException Broken(string rule, string found) =>
        new($"{Name} must be {rule}, but was {found}");
}

/// <summary>Tells whether tensors are views of the same memory.</summary>
internal static class TensorMemory
{
    /// <summary>Whether two tensors share their storage; known on the CPU only, false elsewhere.</summary>
    public static bool IsShared(Tensor one, Tensor other)
    {
        if (!IsReadable(one) || !IsReadable(other) || one.dtype != other.dtype)
            return false;
        using var off = no_grad();
        using var scope = NewDisposeScope();
        return Unsafe.AreSame(
            ref MemoryMarshal.GetReference(Start(one).bytes), ref MemoryMarshal.GetReference(Start(other).bytes));
    }

    private static bool IsReadable(Tensor tensor) =>
        tensor.device_type == TorchSharp.DeviceType.CPU && tensor.NumberOfElements > 0;

    // The first entry of the storage, wherever the view begins.
    private static Tensor Start(Tensor tensor) => tensor.detach().as_strided([1], [1], 0);
}
