namespace Melange.Host.Tests.Reports;

/// <summary>A test that opens a page in headless Chromium; left out where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Find() is null)
            Skip =
                "chromium is not on PATH: install it to test the report in a browser "
                + "(Debian: apt-get install chromium).";
    }

    /// <summary>Where Chromium is, or null.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);
}
