using System.Text;
using Melange.Host.TensorFiles;
using Melange.Testing;

namespace Melange.Host.Tests.TensorFiles;

public sealed class NpyFileTests : IDisposable
{
    private static readonly byte[] SixFloats =
        [.. Enumerable.Range(1, 6).SelectMany(i => BitConverter.GetBytes((float)i))];
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Read_FloatsOfAnyVersion_GivesThemInTheirShape(int version)
    {
        using var scope = NewDisposeScope();
        var path = Write("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", SixFloats, version);

        var file = NpyFile.Open(path);

        Assert.Equal([2, 3], file.Shape);
        TensorAssert.SameBits(tensor(new float[] { 1, 2, 3, 4, 5, 6 }).view(2, 3), file.Read());
    }

    [Theory, InlineData("<f2"), InlineData("<f8")]
    public void Read_OtherFloats_BecomeFloat32(string type)
    {
        using var scope = NewDisposeScope();
        byte[] data = [.. new[] { 1.5, -2 }.SelectMany(value =>
            type == "<f2" ? BitConverter.GetBytes((Half)value) : BitConverter.GetBytes(value))];
        var path = Write($"{{'descr': '{type}', 'fortran_order': False, 'shape': (2,), }}", data);

        TensorAssert.SameBits(tensor(new[] { 1.5f, -2 }), NpyFile.Open(path).Read());
    }

    [Theory]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 3), }",
        "its values must be float16, float32 or float64, but are '<i8'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }",
        "it must be saved in C order: numpy.ascontiguousarray.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }",
        "its values must be 32 bytes, by its type and shape, but are 24.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
        "its shape must be of 1 to 8 axes, but is '{'descr': '<f4', 'fortran_order': False, 'shape': (), }'.")]
    public void Open_SomethingElse_SaysWhat(string header, string message)
    {
        var path = Write(header, SixFloats);

        var fault = Assert.Throws<InvalidDataException>(() => NpyFile.Open(path));

        Assert.Equal($"{path}: {message}", fault.Message);
    }

    [Fact]
    public void Open_NoArray_SaysSo()
    {
        var path = folder.Write("no.npy", "PK and more of the like");

        var fault = Assert.Throws<InvalidDataException>(() => NpyFile.Open(path));

        Assert.Equal($"{path}: no array of NumPy: it does not begin as one.", fault.Message);
    }

    [Fact]
    public void Open_HeaderLongerThanTheFile_SaysSo()
    {
        var path = Write("{", []);
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path)[..8], 0xFF, 0x7F, (byte)'{']);

        var fault = Assert.Throws<InvalidDataException>(() => NpyFile.Open(path));

        Assert.Equal($"{path}: its header claims 32767 bytes, more than there are, or may be.", fault.Message);
    }

    private string Write(string header, byte[] data, int version = 1)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        var path = folder.Write("a.npy", "");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data]);
        return path;
    }
}
