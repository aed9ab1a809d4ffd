using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Melange.TestPlugins;

public sealed class GoodRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        services.AddSingleton<Greeting>().AddAttention<EchoAttention, EchoOptions>("echo");
}

public sealed class Greeting
{
    public string Text { get; } = "hello";
}

public sealed record EchoOptions
{
    public int Times { get; init; } = 1;

    public EchoOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Times < 1)
            yield return $"Times must be at least 1, but was {Times}.";
    }
}

public sealed class EchoAttention(EchoOptions options, AttentionSite site, ILoggerFactory loggers, Greeting greeting)
    : IReferenceAttention
{
    private readonly ILogger log = loggers.CreateLogger("echo");

    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.mul(options.Times);

    public override string ToString() =>
        $"{greeting.Text} from {site.Name}, {options.Times} times, {(log is null ? "silent" : "logging")}";
}
