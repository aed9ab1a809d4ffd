using System.Text;

namespace Melange.Host.Machine;

/// <summary>Writes to a terminal as long as it is there; what one that was closed is told goes nowhere.</summary>
/// <remarks>
/// A closed terminal answers every write with an error, which would end the program before its workers have stopped.
/// </remarks>
/// <param name="terminal">Where to write.</param>
internal sealed class TerminalOutput(TextWriter terminal) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => terminal.Encoding;

    /// <summary>Lets output and errors of this process outlive its terminal; those of files and pipes stay.</summary>
    public static void Outlive()
    {
        if (!Console.IsOutputRedirected)
            Console.SetOut(new TerminalOutput(Console.Out));
        if (!Console.IsErrorRedirected)
            Console.SetError(new TerminalOutput(Console.Error));
    }

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => terminal.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => terminal.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => terminal.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Flush() => Try(terminal.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // The terminal was closed.
        }
    }
}
