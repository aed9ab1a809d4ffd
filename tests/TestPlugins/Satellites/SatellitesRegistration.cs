using System.Globalization;
using System.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class SatellitesRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<WordsAttention, NoOptions>("words");
}

public sealed class WordsAttention() : TellingAttention(Greetings())
{
    private static string Greetings()
    {
        var words = new ResourceManager("Melange.TestPlugins.Words", typeof(WordsAttention).Assembly);
        var languages = new[] { CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("de") };
        return string.Join(", ", languages.Select(language => words.GetString("Greeting", language)));
    }
}
