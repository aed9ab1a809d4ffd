using System.Text;

namespace Melange.Host.Machine;

/// <summary>Parts what the program prints from what parts print: theirs goes to the error output, by name.</summary>
/// <remarks>Standard output is the program's. What native code prints passes by.</remarks>
/// <param name="own">Where the program's own text goes.</param>
/// <param name="parts">Where the text of parts goes.</param>
/// <param name="running">The part that runs; null where none does.</param>
internal sealed class PartOutput(TextWriter own, PartLines parts, Func<string?> running) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => own.Encoding;

    /// <summary>Tells parts from the program in all that this process prints from now on.</summary>
    public static void Install()
    {
        var (output, errors) = (Console.Out, Console.Error);
        var parts = new PartLines(errors);
        Console.SetOut(new PartOutput(output, parts, FlightRecorder.Running));
        Console.SetError(new PartOutput(errors, parts, FlightRecorder.Running));
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (running() is { } part)
            parts.Print(part, buffer);
        else
            own.Write(buffer);
    }

    /// <inheritdoc/>
    public override void Flush() => own.Flush();
}
