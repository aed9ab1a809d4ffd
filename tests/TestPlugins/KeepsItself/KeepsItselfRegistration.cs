using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class KeepsItselfRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        services.AddAttention<KeptAttention, NoOptions>("keeps-itself");
}

/// <summary>The author's mistake: the host's event holds the part, and the part its code.</summary>
public sealed class KeptAttention : IReferenceAttention
{
    public KeptAttention() => AppDomain.CurrentDomain.ProcessExit += Say;

    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.mul(2);

    private void Say(object? sender, EventArgs end) => Console.Out.Flush();
}
