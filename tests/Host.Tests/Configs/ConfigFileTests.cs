using Melange.Host.Configs;

namespace Melange.Host.Tests.Configs;

public sealed class ConfigFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_SeveralFaults_ListsAll()
    {
        folder.Write("broken.json", "{\n  \"a\": 1\n  \"b\": 2\n}");
        var file = folder.Write("mine.json", """
            {
              "extends": ["broken.json", "elsewhere.json", 5],
              "a": 1,
              "b:c": 2,
              "training": { "steps": 1,
                "steps": 2 }
            }
            """);

        Assert.Equal("""
            mine.json:4: the key 'b:c' must not contain a colon.
            mine.json:6: 'steps' stands twice in one section; it is already in line 5.
            --set steps: a setting must be written key=value: --set training.steps=2000.
            """, folder.FaultsOf(() => LayeredConfig.Read(file, ["steps"])));
    }

    [Fact]
    public void Read_BrokenExtends_ListsAll()
    {
        folder.Write("broken.json", "{\n  \"a\": 1\n  \"b\": 2\n}");
        var file = folder.Write("mine.json", "{\n  \"extends\": [\n  \"broken.json\",\n  \"elsewhere.json\",\n  5]\n}");

        Assert.Equal("""
            broken.json:3: this is no JSON: '"' is invalid after a value. Expected either ',', '}', or ']'.
            mine.json:4: extends names elsewhere.json, but there is no such file.
            mine.json:5: extends must name a file or a list of files, but was '5'.
            """, folder.FaultsOf(() => LayeredConfig.Read(file, [])));
    }

    [Fact]
    public void Read_SchemaOfAFile_IsForEditorsAlone()
    {
        folder.Write("base.json", """{ "$schema": "s.json", "a": 1 }""");
        var file = folder.Write("mine.json",
            """{ "$schema": "t.json", "extends": "base.json", "b": { "$schema": 2 } }""");

        var config = LayeredConfig.Read(file, []);

        Assert.Equal(["a", "b"], config.Keys());
        Assert.Equal("2", config.Value("b.$schema")); // below the root it is a key like any other
    }

    [Fact]
    public void Read_FileWithByteOrderMark_IsRead()
    {
        var file = folder.Write("mine.json", "\uFEFF{ \"a\": 1 }");

        Assert.Equal("1", LayeredConfig.Read(file, []).Value("a"));
    }

    [Fact]
    public void Read_MissingFile_SaysSo() =>
        Assert.Equal("no/such.json: there is no such file. Nor is there a folder no.",
            folder.FaultsOf(() => LayeredConfig.Read("no/such.json", [])));

    [Theory]
    [InlineData("[1]", "mine.json:1: a config must be a section: { ... }.")]
    [InlineData("{ } 5",
        "mine.json:1: this is no JSON: '5' is invalid after a single JSON value. Expected end of data.")]
    [InlineData("{\n\"a\": {\n",
        "mine.json:3: this is no JSON: Expected depth to be zero at the end of the JSON payload. " +
        "There is an open JSON object or array that should be closed.")]
    public void Read_NoSection_SaysWhere(string json, string fault)
    {
        var file = folder.Write("mine.json", json);

        Assert.Equal(fault, folder.FaultsOf(() => LayeredConfig.Read(file, [])));
    }

    [Fact]
    public void Read_Circle_IsRefused()
    {
        var file = folder.Write("a.json", "{\n  \"extends\": \"b.json\"\n}");
        folder.Write("b.json", "{\n\n  \"extends\": \"a.json\"\n}");

        Assert.Equal("b.json:3: extends goes in a circle: a.json, b.json, a.json.",
            folder.FaultsOf(() => LayeredConfig.Read(file, [])));
    }
}
