// Where studies are listed and added.
export const picturesPath = '/pictures';
