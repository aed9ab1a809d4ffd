using Melange;
using Microsoft.Extensions.DependencyInjection;

namespace PartSpace;

/// <summary>Offers <see cref="PartName"/> as <c>part-id</c>.</summary>
public sealed class PartNameRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddEncoder<PartName, PartNameOptions>("part-id");
}
