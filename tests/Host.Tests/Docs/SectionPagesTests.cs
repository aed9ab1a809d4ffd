using Melange.Host.Assembly.Options;
using Melange.Host.Describing;

namespace Melange.Host.Tests.Docs;

/// <summary>The pages of a run's own sections have every option with its default.</summary>
public sealed class SectionPagesTests
{
    [Theory, InlineData("features", typeof(AudioFormat)), InlineData("evaluate", typeof(EvaluationOptions))]
    public void Page_EveryOption_IsARowWithItsDefault(string name, Type record)
    {
        var page = new OptionPage($"docs/{name}.md");

        Assert.All(DescribedOption.AllOf(record), option =>
            Assert.Equal([OptionText.Of(option.Default)], page.Defaults(option.Key, name)));
    }

    [Theory]
    [InlineData("", typeof(VocoderTrainingOptions)), InlineData("validation.", typeof(VocoderValidationOptions))]
    public void PageOfVocoders_EveryOption_IsARowWithItsDefault(string section, Type record)
    {
        var page = new OptionPage("docs/vocoder-training.md");

        Assert.All(DescribedOption.AllOf(record).Where(option => option.Key != "validation"), option =>
            Assert.Equal([OptionText.Of(option.Default)], page.Defaults($"{section}{option.Key}", "training")));
    }
}
