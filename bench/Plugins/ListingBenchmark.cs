using System.Diagnostics;

namespace Melange.Bench;

/// <summary>Times <c>melange plugins</c> beside a hundred plugins, from the start of the program.</summary>
internal static class ListingBenchmark
{
    private const int Folders = 100;

    /// <summary>Runs it and prints a table.</summary>
    public static void Run(Rounds rounds)
    {
        var home = Directory.CreateTempSubdirectory("melange-listing-");
        try
        {
            var (empty, full) = (home.CreateSubdirectory("empty"), home.CreateSubdirectory("full"));
            for (var i = 0; i < Folders; i++)
                Copy(Repository.PluginFolder("Attention.None"), Path.Combine(full.FullName, "plugins", $"P{i}"), i);
            var unpinned = (Name: $"{Folders} more", Times: new List<double>());
            var pinned = (Name: $"{Folders} more, pinned", Times: new List<double>());
            var shipped = (Name: "the shipped plugins alone", Times: new List<double>());
            for (var round = -rounds.WarmUp; round < rounds.Timed; round++)
            {
                File.Delete(Path.Combine(full.FullName, "plugins.lock.json"));
                var times = new[] { List(empty.FullName), List(full.FullName), Pinned(full.FullName) };
                if (round >= 0)
                    foreach (var (list, time) in new[] { shipped, unpinned, pinned }.Zip(times))
                        list.Times.Add(time);
            }
            MarkdownTable.Print("melange plugins, whole process", ["", "median ms", "min – max ms"],
                new[] { shipped, unpinned, pinned }.Select(Row));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static double Pinned(string folder)
    {
        Melange(folder, "plugins", "pin");
        return List(folder);
    }

    private static double List(string folder) => Melange(folder, "plugins");

    private static IReadOnlyList<string> Row((string Name, List<double> Times) list)
    {
        double[] sorted = [.. list.Times.Order()];
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return [list.Name, MarkdownTable.Number(median, 0),
            $"{MarkdownTable.Number(sorted[0], 0)} – {MarkdownTable.Number(sorted[^1], 0)}"];
    }

    private static double Melange(string folder, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Repository.Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalMilliseconds
            : throw new FaultException([new("melange", 0, $"ended with exit code {process.ExitCode}.")]);
    }

    // Another plugin with the same code: its own id, and its own part.
    private static void Copy(string plugin, string folder, int number)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(plugin))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var manifest = Path.Combine(folder, "plugin.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest)
            .Replace("\"Attention.None\"", $"\"P{number}\"", StringComparison.Ordinal)
            .Replace("\"none\"", $"\"none-{number}\"", StringComparison.Ordinal));
    }
}
