using System.Diagnostics;
using System.Globalization;
using Melange.Plugins.Tests.Phonemizers;

namespace Melange.Plugins.Tests.Corpora;

/// <summary>TextGrids that Praat itself saved, beside what Praat itself reads in them.</summary>
public sealed class PraatAgreementTests : IDisposable
{
    private const string Grid = """""
        File type = "ooTextFile"
        Object class = "TextGrid"

        0 1.2345678901234567 <exists> 3
        "IntervalTier" "words" 0 1.2345678901234567 4
        0 0.1 ""
        0.1 0.3333333333333333 "say ""ah"""
        0.3333333333333333 0.9 "unter! 7 <exists> 8"
        0.9 1.2345678901234567 """"
        "TextTier" "clicks" 0 1.2345678901234567 2
        0.25 "a ""loud"" one"
        0.5 ""
        "IntervalTier" "phones" 0 1.2345678901234567 3
        0 0.007 "ʃ"
        0.007 0.5 "ü"
        0.5 1.2345678901234567 "ɑː"
        """"";

    // The listing comes first: it is written in the encoding that is chosen then.
    private const string Script = """
        Read from file: "in.TextGrid"
        Text writing preferences: "UTF-8"
        tiers = Get number of tiers
        for tier to tiers
          isInterval = Is interval tier: tier
          if isInterval
            name$ = Get tier name: tier
            count = Get number of intervals: tier
            for i to count
              start = Get starting point: tier, i
              stop = Get end point: tier, i
              label$ = Get label of interval: tier, i
              appendFileLine: "listing.txt", name$, tab$, start, tab$, stop, tab$, label$
            endfor
          endif
        endfor
        Save as text file: "long-utf8.TextGrid"
        Save as short text file: "short-utf8.TextGrid"
        Text writing preferences: "UTF-16"
        Save as text file: "long-utf16.TextGrid"
        Save as short text file: "short-utf16.TextGrid"
        Text writing preferences: "try ASCII, then UTF-16"
        Save as text file: "long-default.TextGrid"
        Save as short text file: "short-default.TextGrid"
        Save as binary file: "binary.TextGrid"
        Save as chronological text file: "chronological.TextGrid"
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("melange-praat-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [ProgramFact("praat")]
    public void Read_AnyTextFormatAndEncodingOfPraat_GivesTheIntervalsThatPraatSees()
    {
        RunPraat();
        var expected = File.ReadAllLines($"{folder}/listing.txt");

        string[] formats = ["long", "short"], encodings = ["utf8", "utf16", "default"];

        Assert.Equal(7, expected.Length);
        foreach (var name in formats.SelectMany(
            format => encodings.Select(encoding => $"{format}-{encoding}.TextGrid")))
            Assert.Equal(expected, Listing(TextGridFile.Read(Saved(name))));
        Assert.Equal([0xFE, 0xFF], File.ReadAllBytes($"{folder}/long-default.TextGrid")[..2]);
    }

    [ProgramFact("praat")]
    public void Read_OtherFormatsOfPraat_AreNamedAsWhatTheyAre()
    {
        RunPraat();

        Assert.Equal("binary.TextGrid: must be a text file, but is one of Praat's binary files. "
            + "In Praat: Save as text file...", Fault("binary.TextGrid"));
        Assert.Equal("chronological.TextGrid:1: must be a TextGrid tier by tier, but is a chronological one. "
            + "In Praat: Save as text file...", Fault("chronological.TextGrid"));
    }

    private string Fault(string name) =>
        Assert.Throws<FaultException>(() => TextGridFile.Read(Saved(name))).Message;

    private CorpusFile Saved(string name) => new(Path.Combine(folder, name), name);

    // Praat prints numbers with up to 17 digits: as many as tell them apart.
    private static IEnumerable<string> Listing(TextGridFile grid) =>
        from tier in grid.Tiers
        from interval in tier.Intervals ?? []
        select string.Create(CultureInfo.InvariantCulture,
            $"{tier.Name}\t{interval.StartSeconds}\t{interval.EndSeconds}\t{interval.Label}");

    private void RunPraat()
    {
        File.WriteAllText($"{folder}/in.TextGrid", Grid);
        File.WriteAllText($"{folder}/script.praat", Script);
        using var praat = Process.Start(new ProcessStartInfo("praat", ["--run", $"{folder}/script.praat"])
        {
            RedirectStandardError = true
        })!;
        var errors = praat.StandardError.ReadToEnd();
        praat.WaitForExit();
        Assert.True(praat.ExitCode == 0, errors);
    }
}
