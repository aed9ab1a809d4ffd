namespace Melange.Host.Plugins.Watching;

/// <summary>Notices that a folder changed, once it has come to rest again.</summary>
/// <remarks>
/// It looks at names, sizes and times of the files now and then rather than being told by the system: a build replaces
/// folders and renames files, and network drives tell nothing. A plugin is a handful of files.
/// </remarks>
/// <param name="folder">The folder; it may be gone for a while.</param>
/// <param name="interval">Time from one look to the next.</param>
/// <param name="rest">How long nothing may have changed for the folder to be at rest.</param>
internal sealed class FolderPulse(string folder, TimeSpan interval, TimeSpan rest)
{
    private string known = "";

    /// <summary>Waits until the folder is at rest, and other than when this was last called.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task ChangedAsync(CancellationToken cancellation)
    {
        var (last, since) = (Look(), TimeProvider.System.GetTimestamp());
        while (last.Length == 0 || last == known || TimeProvider.System.GetElapsedTime(since) < rest)
        {
            await Task.Delay(interval, cancellation);
            var now = Look();
            if (now != last)
                (last, since) = (now, TimeProvider.System.GetTimestamp());
        }
        known = last;
    }

    // Empty where there is nothing, or where files come and go that very moment.
    private string Look()
    {
        try
        {
            return string.Join('\n', new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}")
                .Order(StringComparer.Ordinal));
        }
        catch (Exception moving) when (moving is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
