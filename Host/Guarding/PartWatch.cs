using Melange.Host.Machine;

namespace Melange.Host.Guarding;

/// <summary>Which part something is, as messages name it.</summary>
/// <param name="Slot">The slot it fits: <c>attention</c>.</param>
/// <param name="Id">Its id: <c>f2f</c>.</param>
/// <param name="Plugin">Its plugin, with version and folder.</param>
internal sealed record PartName(string Slot, string Id, string Plugin);

/// <summary>Watches the calls of one built part: its failures name slot, plugin, version and place.</summary>
/// <param name="part">The part.</param>
/// <param name="place">Where it was built: the name of a site, or a section of the config.</param>
internal sealed class PartWatch(PartName part, string place)
{
    private readonly FlightEntry entry = new($"plugin {part.Plugin}, running as {part.Slot} '{part.Id}' at {place}");

    /// <summary>Calls the part.</summary>
    /// <exception cref="PluginException">The call failed, or its result breaks the contract.</exception>
    public T Run<T>(Func<T> call)
    {
        var outer = FlightRecorder.Enter(entry);
        try
        {
            return call();
        }
        catch (Exception cause) when (cause is not (PluginException or FaultException or OperationCanceledException))
        {
            throw PluginException.While($"run as {part.Slot} '{part.Id}' at {place}", part.Plugin, cause);
        }
        finally
        {
            FlightRecorder.Leave(outer);
        }
    }

    /// <summary>Calls a part that gives a tensor, and checks it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rule">What the contract says of the tensor.</param>
    /// <exception cref="PluginException">The call failed, or its result breaks the contract.</exception>
    public Tensor Run(Func<Tensor> call, TensorRule rule) => Run(() => rule.Checked(call()));
}
