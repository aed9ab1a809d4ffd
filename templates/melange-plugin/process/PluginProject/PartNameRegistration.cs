using Melange;
using Microsoft.Extensions.DependencyInjection;

namespace PartSpace;

/// <summary>Offers <see cref="PartName"/> as <c>part-id</c>.</summary>
public sealed class PartNameRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddProcess<PartName, NoOptions>("part-id");
}
