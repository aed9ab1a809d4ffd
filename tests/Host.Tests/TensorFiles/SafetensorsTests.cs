using System.Text;
using Melange.Bench;
using Melange.Host.TensorFiles;

namespace Melange.Host.Tests.TensorFiles;

public sealed class SafetensorsTests
{
    private const string Pair = "\"dtype\":\"F32\",\"shape\":[1]";

    [Theory]
    [InlineData(ScalarType.Bool, "BOOL"), InlineData(ScalarType.Byte, "U8"), InlineData(ScalarType.Int8, "I8")]
    [InlineData(ScalarType.Int16, "I16"), InlineData(ScalarType.Int32, "I32"), InlineData(ScalarType.Int64, "I64")]
    [InlineData(ScalarType.Float16, "F16"), InlineData(ScalarType.BFloat16, "BF16")]
    [InlineData(ScalarType.Float32, "F32"), InlineData(ScalarType.Float64, "F64")]
    [InlineData(ScalarType.ComplexFloat32, "C64")]
    public void Read_TensorOfAnyType_IsWhatWasWritten(ScalarType type, string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var file = folder.Write("t.safetensors", "");
        var tensor = (arange(24, dtype: ScalarType.Float32) - 7).view(2, 3, 4).transpose(0, 2).to(type);

        Safetensors.Write(file, new Dictionary<string, Tensor> { ["x"] = tensor, ["after"] = zeros(3, dtype: type) });
        var read = Safetensors.Read(file)["x"];

        Assert.Equal(type, read.dtype);
        Assert.Equal([4, 3, 2], read.shape);
        Assert.Equal(tensor.contiguous().bytes.ToArray(), read.bytes.ToArray());
        Assert.Contains($"\"x\":{{\"dtype\":\"{name}\",\"shape\":[4,3,2]",
            Encoding.UTF8.GetString(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Read_ScalarsAndEmptyTensors_KeepTheirShapes()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var file = folder.Write("t.safetensors", "");

        Safetensors.Write(file, new Dictionary<string, Tensor> { ["none"] = zeros(2, 0, 3), ["one"] = tensor(2.5) });
        var read = Safetensors.Read(file);

        Assert.Equal([2, 0, 3], read["none"].shape);
        Assert.Empty(read["one"].shape);
        Assert.Equal(2.5, read["one"].item<double>());
    }

    [Fact]
    public void Write_TypeThatTheFormatHasNot_NamesTheTensorAndLeavesNoFile()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var tensors = new Dictionary<string, Tensor> { ["wide"] = zeros(2, dtype: ScalarType.ComplexFloat64) };

        var thrown = Assert.Throws<NotSupportedException>(
            () => Safetensors.Write($"{folder.Name}/t.safetensors", tensors));

        Assert.Equal("'wide' must be of a type among BOOL, U8, I8, I16, I32, I64, F16, BF16, F32, F64, C64, "
            + "but was ComplexFloat64.", thrown.Message);
        Assert.Empty(Directory.GetFiles(folder.Name));
    }

    [Fact]
    public void Read_RefusedFile_LeavesNoTensor()
    {
        using var folder = new TestFolder();
        var header = Encoding.UTF8.GetBytes("""
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"BOOL","shape":[1],"data_offsets":[4,5]}}
            """.Trim());
        using var stream = new MemoryStream(HeaderDraft.Join(header, [0, 0, 0, 0, 2]));
        using var scope = NewDisposeScope();

        var thrown = Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream, "f"));

        Assert.Equal("f: 'b' holds a byte that is neither 0 nor 1, as BOOL.", thrown.Message);
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Theory]
    [InlineData("", "f: its header must have from 2 to 100000000 bytes, but has 0.")]
    [InlineData("[]", "f: its header must begin with '{', but begins with byte 91.")]
    [InlineData(" {}", "f: its header must begin with '{', but begins with byte 32.")]
    [InlineData("{\"a\":1}", "f: 'a' must be a JSON object, but is none.")]
    [InlineData("{\"a\":{}}", "f: 'a' must have dtype, shape and two data_offsets.")]
    [InlineData("{\"a\":{" + Pair + ",\"data_offsets\":[0]}}", "f: 'a' must have dtype, shape and two data_offsets.")]
    [InlineData("{\"a\":{" + Pair + ",\"data_offsets\":[0,4,4]}}",
        "f: 'a' must have at most 2 numbers as data_offsets.")]
    [InlineData("{\"a\":{" + Pair + ",\"dtype\":\"F32\"}}",
        "f: 'a' must have dtype, shape and data_offsets once each and nothing else.")]
    [InlineData("{\"a\":{" + Pair + ",\"size\":4}}",
        "f: 'a' must have dtype, shape and data_offsets once each and nothing else.")]
    [InlineData("{\"a\":{\"dtype\":32}}", "f: 'a' must have a text as dtype.")]
    [InlineData("{\"a\":{\"shape\":1}}", "f: 'a' must have a list as shape.")]
    [InlineData("{\"a\":{\"shape\":[-1]}}", "f: 'a' must have whole numbers of at least 0 as shape.")]
    [InlineData("{\"a\":{\"shape\":[1.5]}}", "f: 'a' must have whole numbers of at least 0 as shape.")]
    [InlineData("{\"a\":{\"shape\":[9223372036854775808]}}", "f: 'a' must have whole numbers of at least 0 as shape.")]
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "f: 'a' is of type F8_E4M3; known: BOOL, U8, I8, I16, I32, I64, F16, BF16, F32, F64, C64.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}",
        "f: 'a' has a shape of more elements than can be counted.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "f: 'a' has a shape of more elements than can be counted.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,4]}}",
        "f: 'a' needs 24 bytes as F32 [2, 3], but has 4.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[3000000000],\"data_offsets\":[0,3000000000]}}",
        "f: 'a' has 3000000000 bytes; at most 2147483647 can be read.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "f: 'a' ends at byte 0 of the data, before its beginning at 4.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "f: 'a' ends at byte 8 of the data, but there are 4.")]
    [InlineData("{\"a\":{" + Pair + ",\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],"
        + "\"data_offsets\":[2,4]}}", "f: 'b' begins at byte 2 of the data, within what stands before it.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        "f: 'a' begins at byte 2 of the data, which leaves 2 before it.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
        "f: 1 of its 4 bytes of data belong to no entry.")]
    [InlineData("{\"a\":{" + Pair + ",\"data_offsets\":[0,4]},\"a\":{}}", "f: 'a' stands twice in the header.")]
    [InlineData("{\"__metadata__\":{\"x\":1}}", "f: '__metadata__' must hold texts alone.")]
    [InlineData("{\"__metadata__\":{\"x\":\"\",\"x\":\"\"}}", "f: '__metadata__' has a key twice.")]
    [InlineData("{\"a\\nb\":1}", "f: 'a\\nb' must be a JSON object, but is none.")]
    public void Read_BrokenHeader_NamesFileEntryAndRule(string header, string message)
    {
        using var stream = new MemoryStream(HeaderDraft.Join(Encoding.UTF8.GetBytes(header), [0, 0, 0, 0]));

        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream, "f")).Message);
    }

    [Theory]
    [InlineData("{\"a\":{\"shape\":[[1]]}}", " (in or after 'a')")] // too deep
    [InlineData("{\"a\":{\"dtype\":\"F32\",}}", " (in or after 'a')")]
    [InlineData("{\"__metadata__\":{} // x", " (in or after '__metadata__')")]
    [InlineData("{\"\\ud800\":{}}", "")]
    [InlineData("{}}", "")]
    public void Read_HeaderThatIsNoSuchJson_SaysWhere(string header, string where)
    {
        using var stream = new MemoryStream(HeaderDraft.Join(Encoding.UTF8.GetBytes(header), []));

        var message = Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream, "f")).Message;

        Assert.StartsWith($"f: its header is no JSON of a safetensors file{where}: ", message);
    }

    [Fact]
    public void Read_MoreThanSixtyFourAxes_AreRefused()
    {
        var shape = string.Join(',', Enumerable.Repeat(1, 65));
        var header = Encoding.UTF8.GetBytes($"{{\"a\":{{\"shape\":[{shape}]}}}}");
        using var stream = new MemoryStream(HeaderDraft.Join(header, []));

        Assert.Equal("f: 'a' must have at most 64 numbers as shape.",
            Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream, "f")).Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "f: shorter than the 8 bytes of a safetensors header length.")]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, 123, 125 },
        "f: its header claims 9 bytes, but the file has 2 after its length.")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 123, 125 },
        "f: its header claims 18446744073709551615 bytes, but the file has 2 after its length.")]
    public void Read_LengthThatTheFileHasNot_IsRefused(byte[] file, string message)
    {
        using var stream = new MemoryStream(file);

        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream, "f")).Message);
    }

    [Fact]
    public void Header_OfAFile_HasEntriesInTheOrderOfTheirDataAndTexts()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var file = folder.Write("t.safetensors", "");
        Safetensors.Write(file, new Dictionary<string, Tensor> { ["b"] = zeros(2), ["a"] = zeros(3) },
            new Dictionary<string, string> { ["about"] = "two" });

        var header = SafetensorsHeader.Read(file);

        Assert.Equal(["a", "b"], header.Entries.Select(entry => entry.Name));
        Assert.Equal((12L, 20L), (header.Entries[1].Begin, header.Entries[1].End));
        Assert.Equal("two", header.Metadata["about"]);
        Assert.Equal(new FileInfo(file).Length, header.DataStart + 20);
    }
}
