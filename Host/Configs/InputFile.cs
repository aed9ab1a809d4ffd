namespace Melange.Host.Configs;

/// <summary>Reads text files that a person names.</summary>
internal static class InputFile
{
    /// <summary>All of it.</summary>
    /// <exception cref="FaultException">It cannot be read: a folder, no rights, gone.</exception>
    public static string Text(string file) => Read(file, File.ReadAllText);

    /// <summary>Its lines.</summary>
    /// <exception cref="FaultException">As above.</exception>
    public static string[] Lines(string file) => Read(file, File.ReadAllLines);

    private static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new FaultException([new(file, 0, $"it cannot be read: {closed.Message}")]);
        }
    }
}
