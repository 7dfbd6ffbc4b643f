// Starlight's own components, which an override can put in its place. Starlight declares them for itself only.
declare module "virtual:starlight/components/*" {
  const component: (props: Record<string, unknown>) => unknown;
  export default component;
}
