namespace Melange.Host.Machine;

/// <summary>Writes files that are whole, or as they were before: where the disk is full, too.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text in place of what stands there.</summary>
    public static void Write(string file, string text) => Write(file, part => File.WriteAllText(part, text));

    /// <summary>Writes a file under a name of its own first; others may write the same one at once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="write">Writes what shall stand there into the file that it is told.</param>
    public static void Write(string file, Action<string> write)
    {
        var part = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            write(part);
            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
