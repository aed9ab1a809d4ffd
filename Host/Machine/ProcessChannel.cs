using System.IO.Pipes;
using System.Text;

namespace Melange.Host.Machine;

/// <summary>What a process of this program tells the one that started it, line by line.</summary>
/// <remarks>
/// A named pipe, on Unix a socket in the temporary folder: standard output is for parts, which print what they like. An
/// inherited pipe would be inherited by every process that is started in the same moment, and stay open until the last
/// of them ends.
/// </remarks>
internal sealed class ProcessChannel : IDisposable
{
    /// <summary>The option of a command line that names the channel.</summary>
    public const string Option = "--channel";

    // What it said last may still be on its way when it has ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly NamedPipeServerStream pipe;
    private readonly CancellationTokenSource ended = new();

    /// <summary>Opens a channel for a process that is started next.</summary>
    public ProcessChannel()
    {
        Name = $"melange-{Guid.NewGuid():N}";
        pipe = new NamedPipeServerStream(Name, PipeDirection.In, 1, PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Connects a process with the one that started it.</summary>
    /// <param name="name">The channel's name; empty where a person started the process: then nobody listens.</param>
    public static TextWriter Connect(string name)
    {
        if (name.Length == 0)
            return TextWriter.Null;
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.Out, PipeOptions.CurrentUserOnly);
        pipe.Connect(TimeSpan.FromSeconds(30));
        return new StreamWriter(pipe, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    /// <summary>Reads until the process ends or closes its end.</summary>
    public async Task ReadAsync(Action<string> take)
    {
        try
        {
            await pipe.WaitForConnectionAsync(ended.Token);
            using var reader = new StreamReader(pipe);
            while (await reader.ReadLineAsync(ended.Token) is { } line)
                take(line);
        }
        catch (OperationCanceledException)
        {
            // It ended without a word, or somebody else keeps its end open.
        }
    }

    /// <summary>The process has ended: waits no longer for what it might say.</summary>
    public void End() => ended.CancelAfter(Grace);

    /// <inheritdoc/>
    public void Dispose()
    {
        pipe.Dispose();
        ended.Dispose();
    }
}
