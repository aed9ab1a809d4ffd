using System.Globalization;
using Melange.Host.Checking;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Prints what a folder of recordings is.</summary>
internal static class CorpusTable
{
    private const int WidthOfFiles = 120;
    private const int Shown = 8;
    private const int Told = 20;

    /// <summary>Prints it.</summary>
    public static void Print(FoundCorpus corpus, CorpusSurvey survey, IAnsiConsole console)
    {
        if (Console.IsErrorRedirected)
            console.Profile.Width = WidthOfFiles;
        var table = new Table { Border = TableBorder.Minimal, ShowHeaders = false }.AddColumns("what", "value");
        foreach (var (what, value) in Rows(corpus, survey))
            table.AddRow(Markup.Escape(what), Markup.Escape(value));
        console.Write(table);
    }

    private static IEnumerable<(string What, string Value)> Rows(FoundCorpus corpus, CorpusSurvey survey)
    {
        yield return ("layout", corpus.Description);
        yield return ("recordings", Number(corpus.Count));
        yield return ("audio", $"{Sizes.Time(survey.Seconds)}, {Span(survey)} each");
        yield return ("rates", Listed(survey.Rates));
        yield return ("speakers", $"{Number(survey.Speakers.Count)}: {Listed(survey.Speakers)}");
        yield return ("emotions", $"{Number(survey.Emotions.Count)}: {Listed(survey.Emotions)}");
        yield return ("texts", $"{Number(survey.Texts)} different");
        yield return ("phonemes", survey.Phonemes.Count == 0 ? "not written down"
            : $"{Number(survey.Phonemes.Count)}: {Listed(survey.Phonemes)}");
        yield return ("silent", Named(survey.Silent));
        yield return ("clipped", Named(survey.Clipped));
        yield return ("out of place", Named(survey.OutOfPlace));
    }

    /// <summary>Prints the first of what does not fit, and counts the rest.</summary>
    public static void PrintMisfits(IReadOnlyList<Fault> misfits, TextWriter output)
    {
        foreach (var misfit in misfits.Take(Told))
            output.WriteLine(misfit);
        if (misfits.Count > Told)
            output.WriteLine($"... and {Number(misfits.Count - Told)} more that do not fit.");
    }

    private static string Span(CorpusSurvey survey)
    {
        var seconds = survey.Heard.Select(one => one.Audio!.Seconds).DefaultIfEmpty().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{seconds.Min():0.0} to {seconds.Max():0.0} s");
    }

    private static string Listed(IReadOnlyList<(string Name, int Count)> counted) =>
        string.Join(", ", counted.Take(Shown).Select(one => $"{one.Name} ({Number(one.Count)})"))
        + (counted.Count > Shown ? ", ..." : "");

    private static string Named(IReadOnlyList<string> names) => names.Count == 0 ? "none"
        : $"{Number(names.Count)}: {string.Join(", ", names.Take(Shown))}{(names.Count > Shown ? ", ..." : "")}";

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
