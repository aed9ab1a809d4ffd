using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Melange.Host.TensorFiles;

/// <summary>Reads the arrays that NumPy saves.</summary>
/// <remarks>
/// Magic, version, length of the header, a Python dictionary of type, order and shape, the values. Source: NumPy, "NPY
/// format", versions 1.0 to 3.0. Read are little-endian floats of 16, 32 and 64 bits in C order, as float32.
/// </remarks>
public sealed partial class NpyFile
{
    private const int MagicBytes = 6;
    private const int LongestHeader = 65_536;
    private const int MostAxes = 8;
    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["<f2"] = ScalarType.Float16,
        ["<f4"] = ScalarType.Float32,
        ["<f8"] = ScalarType.Float64
    };

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private readonly string path;
    private readonly ScalarType type;
    private readonly long start;

    private NpyFile(string path, ScalarType type, long[] shape, long start) =>
        (this.path, this.type, Shape, this.start) = (path, type, shape, start);

    /// <summary>Size of each axis.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Reads the header of a file.</summary>
    /// <exception cref="InvalidDataException">It is no such file, not whole, or holds something else; the message names
    /// it.</exception>
    public static NpyFile Open(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[MagicBytes + 2];
        if (file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length
            || !magic.StartsWith(Magic))
            throw new InvalidDataException($"{path}: no array of NumPy: it does not begin as one.");
        var text = Header(file, isLong: magic[MagicBytes] > 1, path);
        var (type, shape) = (TypeOf(text, path), ShapeOf(text, path));
        var bytes = shape.Aggregate(Element(type), (product, size) => checked(product * size));
        return file.Length - file.Position == bytes ? new(path, type, shape, file.Position)
            : throw new InvalidDataException($"{path}: its values must be {bytes} bytes, by its type and shape, but "
                + $"are {file.Length - file.Position}.");
    }

    /// <summary>Reads the values.</summary>
    /// <returns>float32, new.</returns>
    /// <exception cref="InvalidDataException">The file was changed meanwhile.</exception>
    public Tensor Read()
    {
        using var scope = NewDisposeScope();
        var values = empty([.. Shape], dtype: type);
        using var file = File.OpenRead(path);
        file.Position = start;
        if (file.ReadAtLeast(values.bytes, values.bytes.Length, throwOnEndOfStream: false) < values.bytes.Length)
            throw new InvalidDataException($"{path}: it ends before its values do.");
        return values.to(float32).MoveToOuterDisposeScope();
    }

    private static string Header(Stream file, bool isLong, string path)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        length.Clear();
        file.ReadExactly(length[..(isLong ? sizeof(int) : sizeof(short))]);
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (bytes > LongestHeader || bytes > file.Length - file.Position)
            throw new InvalidDataException($"{path}: its header claims {bytes} bytes, more than there are, or may be.");
        var text = new byte[bytes];
        file.ReadExactly(text);
        return Encoding.UTF8.GetString(text);
    }

    private static ScalarType TypeOf(string header, string path)
    {
        var name = Descr().Match(header).Groups[1].Value;
        if (Order().Match(header).Groups[1].Value != "False")
            throw new InvalidDataException($"{path}: it must be saved in C order: numpy.ascontiguousarray.");
        return Types.TryGetValue(name, out var type) ? type : throw new InvalidDataException(
            $"{path}: its values must be float16, float32 or float64, but are '{name}'.");
    }

    private static long[] ShapeOf(string header, string path)
    {
        var sizes = Shapes().Match(header).Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shape = sizes.Select(size => long.TryParse(
            size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return shape.Length is > 0 and <= MostAxes && shape.All(size => size is >= 0 and <= int.MaxValue) ? shape
            : throw new InvalidDataException(
                $"{path}: its shape must be of 1 to {MostAxes} axes, but is '{header.Trim()}'.");
    }

    private static long Element(ScalarType type) => type switch
    {
        ScalarType.Float16 => 2,
        ScalarType.Float32 => 4,
        _ => 8
    };

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex Descr();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(\w+)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^)]*)\)")]
    private static partial Regex Shapes();
}
