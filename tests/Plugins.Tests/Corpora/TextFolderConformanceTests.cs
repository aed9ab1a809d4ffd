using Melange.Testing;

namespace Melange.Plugins.Tests.Corpora;

public sealed class TextFolderConformanceTests : CorpusConformance, IDisposable
{
    private readonly SmallCorpus corpus = new();

    public TextFolderConformanceTests() => corpus.Write("metadata.csv",
        "id,text,speaker,emotion,phonemes\na,One two.,anna,sad,aa b\nb,\"Three, four.\",bert,happy,b aa\n");

    protected override string Folder => corpus.BaseFolder;

    protected override AudioFormat Format { get; } = new() { SampleRateHz = SmallCorpus.RateHz, HighHz = 500 };

    public void Dispose() => corpus.Dispose();

    protected override ICorpus Build(CorpusContext context) =>
        new TextFolderCorpus(new() { Path = "corpora/small" }, context);
}
