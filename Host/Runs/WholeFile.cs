namespace Melange.Host.Runs;

/// <summary>Writes text files that are whole, or as they were before: where the disk is full, too.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file in place of what stands there.</summary>
    public static void Write(string file, string text)
    {
        var temporary = file + ".part";
        File.WriteAllText(temporary, text);
        File.Move(temporary, file, overwrite: true);
    }
}
