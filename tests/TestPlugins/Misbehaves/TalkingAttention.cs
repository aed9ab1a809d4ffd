using Microsoft.Extensions.Logging;

namespace Melange.TestPlugins;

public sealed record TalkOptions
{
    /// <summary>Megabytes printed in each call.</summary>
    public int FloodMegabytes { get; init; }
}

/// <summary>Does nothing to speech, and prints what the host itself might.</summary>
public sealed partial class TalkingAttention : IReferenceAttention
{
    private static readonly string Megabyte = new('~', 999_999);

    private readonly TalkOptions options;
    private readonly ILogger logger;

    public TalkingAttention(TalkOptions options, ILogger<TalkingAttention> logger)
    {
        (this.options, this.logger) = (options, logger);
        Console.WriteLine("I am built.");
    }

    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        Console.WriteLine("{\"phase\":\"train\",\"done\":998,\"of\":999}");
        Console.WriteLine("{}");
        Console.Write(".");
        Console.Error.WriteLine("I attend.");
        LogMuch(logger);
        for (var printed = 0; printed < options.FloodMegabytes; printed++)
            Console.WriteLine(Megabyte);
        return hidden.clone();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "I log\nmuch.")]
    private static partial void LogMuch(ILogger logger);
}
