using Melange.Host.Assembly.Options;
using Melange.Host.Describing;

namespace Melange.Host.Tests.Describing;

public sealed class XmlDocumentationTests
{
    [Fact]
    public void Summary_SeveralLinesAndReferences_IsOneLineOfText()
    {
        var property = typeof(EditOptions).GetProperty(nameof(EditOptions.Link))!;

        Assert.Equal("What becomes of the links from these frames to the span: none (default), force or forbid.",
            XmlDocumentation.Summary(property));
        Assert.Equal("The frames may not look at the span.",
            XmlDocumentation.Summary(typeof(LinkEdit), nameof(LinkEdit.Forbid)));
        Assert.Equal("Settings of FrameToBinAttention.", XmlDocumentation.Summary(OptionsOf("f2b")));
    }

    [Fact]
    public void Summary_OfPartsAndOfTheirOptions_IsFoundBesideThePlugin()
    {
        Assert.All(TinyRun.Catalog.Parts, part =>
        {
            Assert.NotEmpty(XmlDocumentation.Summary(part.Registration.PartType));
            Assert.NotEmpty(XmlDocumentation.Summary(part.Registration.OptionsType));
        });
    }

    [Fact]
    public void Summary_OfAnAssemblyWithoutAFile_IsEmpty() =>
        Assert.Equal("", XmlDocumentation.Summary(typeof(Xunit.Assert)));

    private static Type OptionsOf(string id) =>
        TinyRun.Catalog.Parts.Single(part => part.Id == id).Registration.OptionsType;
}
