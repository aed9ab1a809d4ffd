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
}
