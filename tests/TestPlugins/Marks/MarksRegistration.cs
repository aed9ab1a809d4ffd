using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

/// <summary>Leaves a file named <c>ran</c> beside its assembly as soon as any of its code runs.</summary>
public sealed class MarksRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<MarkAttention, NoOptions>("mark");

    [ModuleInitializer]
    internal static void LeaveMark() => File.WriteAllText(
        Path.Combine(Path.GetDirectoryName(typeof(MarksRegistration).Assembly.Location)!, "ran"), "");
}

public sealed class MarkAttention : IReferenceAttention
{
    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.clone();
}
